// Opens the connection at once, while what draws is still being loaded.

import { start } from './store.js';

start();
