"""What do the browsers say in tests about sessions, and is somebody still signed in there?"""

from tests.reader import Reader

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"


def is_in(reader: Reader) -> bool:
    answer = reader.get("/profil")
    assert (answer.status, answer.location) in {(200, ""), (303, "/log-ind?naeste=/profil")}
    return answer.status == 200
