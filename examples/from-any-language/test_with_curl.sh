#!/bin/sh
# A test with nothing but curl. Run it on the emulator: npx rollcall-emulator --control -- sh test_with_curl.sh python3 bot.py
set -eu

ask() {
	curl --silent --show-error --fail-with-body --header "Authorization: Bearer $ROLLCALL_CONTROL_TOKEN" "$@"
}

"$@" &
bot=$!
trap 'kill $bot' EXIT

ask --request POST "$ROLLCALL_CONTROL_URL/reset" > /dev/null
ask "$ROLLCALL_CONTROL_URL/bots/first/ready?within=60000" > /dev/null
ask --request POST --data '{"nick": "Newcomer"}' "$ROLLCALL_CONTROL_URL/guilds/first/members" > /dev/null
greeted=$(ask --request POST "$ROLLCALL_CONTROL_URL/log/await" --data '{
	"where": {"type": "request", "route": "createMessage", "body": {"content": {"$matches": "^Welcome, <@[0-9]+>!$"}}},
	"within": 30000
}')
case $greeted in
*'"status":200'*) echo 'ok: the bot greets a newcomer' ;;
*) echo "not ok: $greeted" && exit 1 ;;
esac

refused=$(ask --request POST --data '{"on": "rest", "statuss": 503}' "$ROLLCALL_CONTROL_URL/faults" 2> /dev/null || true)
case $refused in
*'did you mean \"status\"'*) echo 'ok: a mistake is named' ;;
*) echo "not ok: $refused" && exit 1 ;;
esac
