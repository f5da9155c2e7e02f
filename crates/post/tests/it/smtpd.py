"""An SMTP server whose answers depend on the recipient, and which keeps what it accepts.

Arguments: port, folder, and optionally `starttls` or `tls` with cert.pem and key.pem in the folder. A file named
`password` in the folder asks for user `test` with that password, or with the token that stands in a file named `token`.
"""

import asyncio
import base64
import json
import os
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    def __init__(self, folder):
        self.folder = folder
        # One that is started again goes on after what it has kept.
        self.number = sum(name.endswith(".json") for name in os.listdir(folder))

    async def auth_XOAUTH2(self, server, args):
        shown = base64.b64decode(args[1]).split(b"\x01")
        token = shown[1].removeprefix(b"auth=Bearer ").decode()
        with open(os.path.join(self.folder, "token")) as valid:
            if shown == [b"user=test", b"auth=Bearer " + valid.read().encode(), b"", b""]:
                return AuthResult(success=True)
        # The reason comes as a question, and the refusal follows the empty answer to it.
        await server.challenge_auth('{"status":"401","schemes":"bearer"}')
        return AuthResult(success=False, handled=False, message="535 5.7.3 not with " + token)

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "nobody":
            return "550 5.1.1 no such mailbox here"
        if local == "later":
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local in ("cut", "kept-and-cut"):
            if local == "kept-and-cut":
                self.keep(envelope)
            server.transport.abort()
            return "250 never heard"
        held = os.path.join(self.folder, "held")
        if local == "held" and not os.path.exists(held):
            # The first one is never answered: whoever waits for the file then ends one side or the other.
            open(held, "w").close()
            await asyncio.sleep(3600)
        if local == "unwanted":
            return "554 5.7.1 we do not want this"
        if local == "full":
            return "452 4.2.2 mailbox full"
        return "250 2.0.0 queued as %d" % self.keep(envelope)

    def keep(self, envelope):
        self.number += 1
        name = os.path.join(self.folder, "%d" % self.number)
        with open(name + ".raw", "wb") as raw:
            raw.write(envelope.original_content)
        with open(name + ".tmp", "w") as about:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos}, about)
        os.rename(name + ".tmp", name + ".json")
        return self.number


def main():
    port, folder = int(sys.argv[1]), sys.argv[2]
    protection = sys.argv[3] if len(sys.argv) > 3 else "none"
    settings = {"hostname": "127.0.0.1", "port": port, "data_size_limit": 64 * 1024 * 1024, "decode_data": False}
    if protection != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
        if protection == "tls":
            settings["ssl_context"] = context
        else:
            settings["tls_context"] = context
            settings["require_starttls"] = True
    if os.path.exists(os.path.join(folder, "password")):
        password = open(os.path.join(folder, "password"), "rb").read()

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login == b"test" and data.password == password), handled=False)

        settings.update(authenticator=check, auth_required=True, auth_require_tls=protection == "starttls")
    Controller(Handler(folder), **settings).start()
    while True:
        time.sleep(3600)


main()
