#!/bin/sh
# Runs a command with the tokens from files, so that neither `docker inspect` nor the unit file shows them.
# A file that is there and empty gives an empty token: the bot then refuses to start.
set -eu
secrets=${CREDENTIALS_DIRECTORY:-/run/secrets}
if [ -e "$secrets/discord_token" ]; then
	DISCORD_TOKEN=$(cat "$secrets/discord_token")
	export DISCORD_TOKEN
fi
if [ -e "$secrets/dashboard_token" ]; then
	DASHBOARD_TOKEN=$(cat "$secrets/dashboard_token")
	export DASHBOARD_TOKEN
fi
exec "$@"
