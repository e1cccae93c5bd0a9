"""Watches the mood of incoming reviews."""

import anthropic

client = anthropic.Anthropic()

MODEL = "claude-haiku-4-5"


def mood(review: str) -> str:
    message = client.messages.create(
        model=MODEL,
        max_tokens=16,
        system=(
            "You judge the mood of product reviews. "
            "Answer with exactly one word: angry, unhappy, neutral, pleased or delighted."
        ),
        messages=[{"role": "user", "content": f"The review:\n\n{review}"}],
    )
    return message.content[0].text
