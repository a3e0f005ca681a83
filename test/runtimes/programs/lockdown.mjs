// Loaded before a program: Hardened JavaScript, from where the environment says that `ses` is.
await import(process.env.SES);
lockdown({ errorTaming: "unsafe", consoleTaming: "unsafe" });
