"""A small bot on aiohttp alone: it greets who joins, and answers /hello."""

import asyncio
import os
import sys

import aiohttp

API = os.environ.get("DISCORD_API_BASE", "https://discord.com/api") + "/v10"
TOKEN = os.environ["DISCORD_TOKEN"]
GUILDS_AND_MEMBERS = 1 << 0 | 1 << 1
FATAL = {4004, 4010, 4011, 4012, 4013, 4014}


class Bot:
    def __init__(self, http: aiohttp.ClientSession):
        self.http = http
        self.sequence = None
        self.channels = {}

    async def rest(self, method: str, path: str, body=None):
        async with self.http.request(method, API + path, json=body) as response:
            response.raise_for_status()
            return await response.json() if response.status != 204 else None

    async def run(self):
        me = await self.rest("GET", "/users/@me")
        command = {"name": "hello", "description": "Says hello."}
        await self.rest("PUT", f"/applications/{me['id']}/commands", [command])
        while True:
            gateway = await self.rest("GET", "/gateway/bot")
            code = await self.session(gateway["url"] + "?v=10&encoding=json")
            if code in FATAL:
                sys.exit(f"Discord closed with {code}.")

    async def session(self, url: str):
        async with self.http.ws_connect(url) as socket:
            heart = None
            try:
                async for message in socket:
                    payload = message.json()
                    self.sequence = payload["s"] or self.sequence
                    if payload["op"] == 10:
                        heart = asyncio.create_task(self.beat(socket, payload["d"]["heartbeat_interval"]))
                        await socket.send_json({"op": 2, "d": self.identity()})
                    elif payload["op"] == 1:
                        await socket.send_json({"op": 1, "d": self.sequence})
                    elif payload["op"] == 0:
                        await self.dispatch(payload["t"], payload["d"])
            finally:
                if heart:
                    heart.cancel()
            return socket.close_code

    def identity(self):
        properties = {"os": "linux", "browser": "example", "device": "example"}
        return {"token": TOKEN, "intents": GUILDS_AND_MEMBERS, "properties": properties}

    async def beat(self, socket, interval: int):
        while True:
            await asyncio.sleep(interval / 1000)
            await socket.send_json({"op": 1, "d": self.sequence})

    async def dispatch(self, event: str, data: dict):
        if event == "GUILD_CREATE":
            self.channels[data["id"]] = next(each["id"] for each in data["channels"] if each["type"] == 0)
        elif event == "GUILD_MEMBER_ADD":
            welcome = {"content": f"Welcome, <@{data['user']['id']}>!"}
            await self.rest("POST", f"/channels/{self.channels[data['guild_id']]}/messages", welcome)
        elif event == "INTERACTION_CREATE":
            answer = {"type": 4, "data": {"content": f"Hello, {data['member']['user']['username']}!"}}
            await self.rest("POST", f"/interactions/{data['id']}/{data['token']}/callback", answer)


async def main():
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as http:
        await Bot(http).run()


if __name__ == "__main__":
    asyncio.run(main())
