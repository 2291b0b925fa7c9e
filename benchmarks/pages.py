"""Time each page of each role on the running demonstration: p50 and p95 in milliseconds, one client.

Needs a started demonstration (`script/start`); prints the median of every page beside the bound of 50 ms, and the
ratio to the front door, which asks the database for nothing protected.
"""

import http.client
import json
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
ROUNDS = 40
BOUND = 50.0
PAGES = {
    "iom_coordinator": ["/today", "/selection", "/cohort", "/links", "/find?q=smith", "/reoffending", "/area"],
    "probation_officer": ["/today", "/cohort", "/find?q=smith"],
    "housing_officer": ["/today", "/asked/"],
    "drug_worker": ["/today"],
    "analyst": [
        "/reoffending",
        "/reoffending?measure=proven",
        "/reoffending?district=E07000066&sex=M",
        "/reoffending/unusual",
        "/reoffending/districts",
        "/reoffending/time",
        "/area",
        "/area/map.svg",
        "/area/differ",
        "/area/E07000066",
        "/harm",
        "/managed",
    ],  # fmt: skip
    "data_steward": ["/today", "/imports"],
}


def sign_ins() -> dict[str, dict[str, str]]:
    done = subprocess.run(["script/start", "--sign-ins"], capture_output=True, text=True, check=True)
    return {one["role"]: one for one in json.loads(done.stdout)}


def cookie_of(account: dict[str, str]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    text = answer.read().decode()
    csrf = answer.getheader("Set-Cookie").split(";")[0]
    word = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body = urlencode({"address": account["address"], "password": account["password"], "csrfmiddlewaretoken": word})
    headers = {"Cookie": csrf, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return "; ".join([csrf, *cookies])


def times(path: str, cookie: str) -> tuple[float, float, int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    taken, status, size = [], 0, 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        size, status = len(answer.read()), answer.status
        taken.append(1000 * (time.perf_counter() - began))
    ordered = sorted(taken[3:])
    return statistics.median(ordered), ordered[int(0.95 * len(ordered))], status, size


def main() -> None:
    accounts = sign_ins()
    base, *_ = times("/", "")
    print(f"{'page':44} {'status':>6} {'p50 ms':>8} {'p95 ms':>8} {'x front':>8} {'bytes':>8}")
    print(f"{'/ (nobody)':44} {200:>6} {base:8.1f} {'':8} {1.0:8.1f}")
    for role, paths in PAGES.items():
        cookie = cookie_of(accounts[role])
        for path in paths:
            middle, high, status, size = times(path, cookie)
            over = "  over the bound" if middle > BOUND else ""
            print(f"{role + ' ' + path:44} {status:>6} {middle:8.1f} {high:8.1f} {middle / base:8.1f} {size:8}{over}")


if __name__ == "__main__":
    main()
