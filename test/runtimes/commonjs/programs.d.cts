/** The programs of the matrix, which it bundles for those that load no ES module. */
export function train(library: object): { core: string; reason?: string; digest: string };
export function far(library: object, worker: object): Promise<void>;
