/** Classes that break every rule of the architecture on purpose, so that a test can see each rule report it. */
package archfixture;
