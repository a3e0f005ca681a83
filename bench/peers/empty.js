// Nothing: what the import of a module costs by itself.
