package energy.corridor.web;

/**
 * One wrong cell of a table.
 *
 * @param line of the file, the header is line 1; of a JSON list the position, from 1
 * @param rule what is allowed there
 */
record TableProblem(long line, String column, String value, String rule) {}
