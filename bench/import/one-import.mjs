// @ts-check
// Run in a process of its own: what does importing the module in argv[2] cost here? Without one: what does nothing cost?

const specifier = process.argv[2];
const start = performance.now();
if (specifier !== undefined) await import(specifier);
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, rss: process.memoryUsage().rss }));
