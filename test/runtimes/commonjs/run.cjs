// Node: what the program comes to.
const { main } = require("./main");

main().then((answer) => console.log(JSON.stringify(answer)));
