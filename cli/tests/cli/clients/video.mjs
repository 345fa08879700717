// Generates a video with nothing but what Node.js has: node video.mjs <file>

import { writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

const url = new URL("/v2/video/generations", process.env.AIML_API_BASE);
const headers = {
  Authorization: `Bearer ${process.env.AIML_API_KEY}`,
  "Content-Type": "application/json",
};

async function call(url, options) {
  const response = await fetch(url, { headers, ...options });
  if (!response.ok) throw new Error(`${response.status}: ${(await response.json()).message}`);
  return response.json();
}

const body = JSON.stringify({
  model: "kling-video/v1.6/standard/text-to-video",
  prompt: "A lighthouse in a storm",
  duration: "5",
});
let job = await call(url, { method: "POST", body });
console.log(job.id);

url.searchParams.set("generation_id", job.id);
while (["queued", "generating"].includes(job.status)) {
  await setTimeout(50);
  job = await call(url);
}
if (job.status !== "completed") throw new Error(job.error.message);

const video = await fetch(job.video.url);
await writeFile(process.argv[2], Buffer.from(await video.arrayBuffer()));
