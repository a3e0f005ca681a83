// Before each file of tests of the command line: one that finds what another left would pass behind it alone.
import { emptyFolder } from "./cli.js";

emptyFolder();
