// Where a runtime compiles no Wasm that it is handed (workerd, edge functions), its bundler has made a module of the
// file, and the entries of those runtimes import this first. It is a file of its own and not an import of the core,
// because Node would pay for one that it does not need: 1.6 ms of each start.
import { wasm } from "#core";
import { usePrecompiled } from "../core/wasm.js";

usePrecompiled(wasm);
