// docxtemplater's side of bench/write.py: a line of JSON in, a line of JSON out.
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");
const readline = require("readline");

let template, records;

function make(at) {
  const options = { delimiters: { start: "{{", end: "}}" } };
  const made = new Docxtemplater(new PizZip(template), options);
  made.render(records[at % records.length]);
  return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

function used(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function rate(seconds) {
  const start = process.cpuUsage();
  let done = 0;
  while (used(start) < seconds) make(done++);
  return done / used(start);
}

function answer(request) {
  if (request.template) {
    template = Buffer.from(request.template, "hex");
    records = request.records;
    return null;
  }
  return "one" in request ? make(request.one).toString("hex") : rate(request.seconds);
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
});
