"""Tests of bot.py. Run them on the emulator: npx rollcall-emulator --control -- python3 -m unittest"""

import os
import subprocess
import sys
import unittest

import aiohttp

URL = os.environ["ROLLCALL_CONTROL_URL"]
TOKEN = os.environ["ROLLCALL_CONTROL_TOKEN"]


class BotTest(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.bot = subprocess.Popen([sys.executable, "bot.py"])

    @classmethod
    def tearDownClass(cls):
        cls.bot.terminate()
        cls.bot.wait()

    async def asyncSetUp(self):
        self.http = aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"})
        self.addAsyncCleanup(self.http.close)
        await self.ask("POST", "/reset")
        await self.ask("GET", "/bots/first/ready?within=60000")

    async def ask(self, method: str, path: str, body=None):
        async with self.http.request(method, URL + path, json=body) as response:
            answer = await response.json() if response.status != 204 else None
            self.assertLess(response.status, 400, answer)
            return answer

    async def awaits(self, where: dict, within: int = 30_000):
        return await self.ask("POST", "/log/await", {"where": where, "within": within})

    async def test_greets_who_joins(self):
        member = await self.ask("POST", "/guilds/first/members", {})
        text = f"Welcome, <@{member['user']['id']}>!"
        await self.awaits({"type": "change", "change": {"type": "messageCreate", "message": {"content": text}}})

    async def test_answers_hello(self):
        owner = await self.ask("GET", "/guilds/first/members/owner")
        asked = {"command": "hello", "answerWithin": 30_000}
        sent = await self.ask("POST", "/actors/owner/run", asked)
        self.assertEqual(sent["answer"]["content"], f"Hello, {owner['user']['username']}!")

    async def test_a_new_test_has_a_new_world(self):
        status = await self.ask("GET", "/")
        self.assertEqual(status["guilds"][0]["members"], 60)
        channels = await self.ask("GET", "/guilds/first/channels")
        self.assertEqual(await self.ask("GET", f"/guilds/first/channels/{channels[0]['id']}/messages"), [])

    async def test_greets_again_after_discord_has_cut_it_off(self):
        await self.ask("POST", "/faults/gateway/cut", {"resumable": False})
        await self.awaits({"type": "frame", "op": 2})
        await self.ask("GET", "/bots/first/ready?within=60000")
        await self.ask("POST", "/guilds/first/members", {})
        await self.awaits({"type": "request", "route": "createMessage", "status": 200})


if __name__ == "__main__":
    unittest.main()
