"""A proxy between the platform and a department, which spoils what passes through it in one way at a time."""
import asyncio
import ssl
import threading

MODES = ["slow", "reset", "garbled", "cut", "hang"]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class FaultyProxy:
    """Listens on this machine; `mode` is `pass` or one of `MODES`. With a certificate it speaks TLS to whoever calls."""

    def __init__(self, certificate=None):
        self.mode, self.upstream, self.open, self.calls = "pass", None, 0, 0
        self.certificate = certificate
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.ready.wait(10)

    def run(self):
        asyncio.set_event_loop(self.loop)
        context = None
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.certificate)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=context))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def serve(self, reader, writer):
        self.open += 1
        try:
            while request := await self.request(reader):
                self.calls += 1
                if not await self.answer(request, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self.open -= 1
            writer.close()

    @staticmethod
    async def request(reader):
        """One request with its body; nothing where the caller has gone."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                       if line.lower().startswith(b"content-length:")), 0)
        return head + await reader.readexactly(length)

    async def answer(self, request, reader, writer):
        """Whether the connection can be used again."""
        mode = self.mode
        if mode == "reset":
            writer.transport.abort()
            return False
        if mode == "hang":
            await reader.read(1)
            return False
        if mode == "garbled":
            body = b'{"code": 0, "data": {"items": [{"holder": 7, "bank": '
            writer.write(ANSWER % (len(body), body))
            await writer.drain()
            return True
        if mode == "slow":
            await asyncio.sleep(2)
        answer = await self.ask(request)
        writer.write(answer[: len(answer) // 2] if mode == "cut" else answer)
        await writer.drain()
        return mode != "cut"

    async def ask(self, request):
        """The department's own answer, on a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            writer.write(request)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                           if line.lower().startswith(b"content-length:")), 0)
            return head + await reader.readexactly(length)
        finally:
            writer.close()
