# Generates a video with curl: sh video.sh <file>

set -eu
url=$AIML_API_BASE/v2/video/generations

call() {
    curl --silent --show-error --fail-with-body --header "Authorization: Bearer $AIML_API_KEY" "$@"
}

# The value of a text in a JSON object.
text() {
    printf '%s' "$2" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

job=$(call "$url" --json '{
    "model": "kling-video/v1.6/standard/text-to-video",
    "prompt": "A lighthouse in a storm",
    "duration": "5"
}')
id=$(text id "$job")
echo "$id"

while [ "$(text status "$job")" = queued ] || [ "$(text status "$job")" = generating ]; do
    sleep 0.05
    job=$(call --get "$url" --data-urlencode "generation_id=$id")
done
if [ "$(text status "$job")" != completed ]; then
    text message "$job" >&2
    exit 1
fi

curl --silent --show-error --fail --output "$1" "$(text url "$job")"
