"""Generates a video with nothing but the standard library: python3 video.py <file>"""

import json
import os
import sys
import time
import urllib.parse
import urllib.request

URL = os.environ["AIML_API_BASE"] + "/v2/video/generations"
HEADERS = {"Authorization": "Bearer " + os.environ["AIML_API_KEY"], "Content-Type": "application/json"}


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, HEADERS)) as response:
        return json.load(response)


job = call(URL, {
    "model": "kling-video/v1.6/standard/text-to-video",
    "prompt": "A lighthouse in a storm",
    "duration": "5",
})
print(job["id"])

query = urllib.parse.urlencode({"generation_id": job["id"]})
while job["status"] in ("queued", "generating"):
    time.sleep(0.05)
    job = call(URL + "?" + query)
if job["status"] != "completed":
    sys.exit(job["error"]["message"])

urllib.request.urlretrieve(job["video"]["url"], sys.argv[1])
