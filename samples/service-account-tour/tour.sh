#!/usr/bin/env bash
# A service account's day: it makes a workspace, a project and a folder, uploads a file in parts, comments on it, is told of it by a webhook, and reads who did what.
# Needs bash, curl, jq and python3 (the webhook's receiver). A server that may send to this machine:  ./run --Stagedoor:Egress:AllowLoopback=true --Stagedoor:Frameio:RateLimits=false
# usage: STAGEDOOR=http://localhost:5180 CLIENT_ID=… CLIENT_SECRET=… ./tour.sh [FILE]
set -euo pipefail
: "${STAGEDOOR:=http://localhost:5180}" "${CLIENT_ID:?the id of a server-to-server credential}" "${CLIENT_SECRET:?its secret}"
work=$(mktemp -d)
trap 'kill "${receiver:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

token=$(curl -fsS "$STAGEDOOR/ims/token/v3" -d grant_type=client_credentials -d "client_id=$CLIENT_ID" -d scope=openid,AdobeID,frame.s2s.all --data-urlencode "client_secret=$CLIENT_SECRET" | jq -r .access_token)
v4() { curl -fsS -X "$1" "$STAGEDOOR/v4$2" -H "Authorization: Bearer $token" -H 'api-version: 4.0' ${3:+-H 'Content-Type: application/json' -d "$3"}; }

echo "Signed in as $(v4 GET /me | jq -r .data.name)"
account=/accounts/$(v4 GET /accounts | jq -r '.data[0].id')
workspace=$(v4 POST "$account/workspaces" '{"data":{"name":"Tour"}}' | jq -r .data.id)

# Everything that a receiver is sent stands in one file: the signature's headers, then the body.
python3 - "$work" <<'PY' &
import http.server, sys
class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with open(sys.argv[1] + "/events", "a") as events: events.write("\t".join([self.headers["X-Frameio-Request-Timestamp"], self.headers["X-Frameio-Signature"], body]) + "\n")
        self.send_response(200); self.end_headers()
    def log_message(self, *ignored): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
with open(sys.argv[1] + "/port", "w") as port: port.write(str(server.server_port))
server.serve_forever()
PY
receiver=$!
until [ -s "$work/port" ]; do sleep 0.1; done
secret=$(v4 POST "$account/workspaces/$workspace/webhooks" "$(jq -n --arg url "http://127.0.0.1:$(cat "$work/port")/" '{data:{name:"Tour",url:$url,events:["file.upload.completed","comment.created"]}}')" | jq -r .data.secret)

project=$(v4 POST "$account/workspaces/$workspace/projects" '{"data":{"name":"Dailies"}}')
folder=$(v4 POST "$account/folders/$(jq -r .data.root_folder_id <<<"$project")/folders" '{"data":{"name":"Day 1"}}' | jq -r .data.id)

source=${1:-$work/A001.mov}
[ -e "$source" ] || head -c 40000000 /dev/urandom >"$source"
file=$(v4 POST "$account/folders/$folder/files/local_upload" "$(jq -n --arg name "$(basename "$source")" --argjson size "$(stat -c %s "$source")" '{data:{name:$name,file_size:$size}}')")
id=$(jq -r .data.id <<<"$file") type=$(jq -r .data.media_type <<<"$file") from=0
while read -r size url; do
  dd if="$source" bs=1M iflag=skip_bytes,count_bytes skip="$from" count="$size" status=none | curl -fsS -X PUT "$url" -H "Content-Type: $type" -H 'x-amz-acl: private' -H "Content-Length: $size" --data-binary @-
  from=$((from + size))
done < <(jq -r '.data.upload_urls[] | "\(.size) \(.url)"' <<<"$file")
echo "Uploaded $(basename "$source") in $(jq '.data.upload_urls | length' <<<"$file") parts: $(v4 GET "$account/files/$id" | jq -r .data.status)"

curl -fsS -o "$work/back" "$(v4 GET "$account/files/$id?include=media_links.original" | jq -r .data.media_links.original.download_url)"
cmp "$source" "$work/back"
v4 POST "$account/files/$id/comments" '{"data":{"text":"Tighten this","timestamp":"00:00:02:12"}}' >/dev/null
comment=$(v4 GET "$account/files/$id/comments?include=owner" | jq -r '.data[0] | "\(.owner.name) at \(.timestamp): \(.text)"')
echo "Commented: $comment"

for _ in $(seq 100); do [ "$(wc -l 2>/dev/null <"$work/events" || echo 0)" -ge 2 ] && break; sleep 0.2; done
while IFS=$'\t' read -r at signature body; do
  [ "$signature" = "v0=$(printf 'v0:%s:%s' "$at" "$body" | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)" ] || { echo "A webhook came with a wrong signature." >&2; exit 1; }
  echo "Told by webhook: $(jq -r .type <<<"$body")"
done <"$work/events"

echo "The audit log:"
v4 GET "$account/audit_logs?include=user&page_size=10" | jq -r '.data[] | "  \(.inserted_at) \(.event_type) by \(.user.name)"'
