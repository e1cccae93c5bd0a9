"""The support bot of a small bicycle shop."""

from openai import OpenAI

client = OpenAI()

SYSTEM_PROMPT = """You are the support assistant of Velo Nord, a small bicycle shop.
Answer in a friendly tone, in at most four sentences.
Opening hours are Tuesday to Saturday, 10 to 18.
If you do not know the answer, say so and offer to pass the question on to a person."""


def answer(question: str, name: str, history: list[dict]) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            *history,
            {"role": "user", "content": f"{name} asks: {question}"},
        ],
        max_tokens=300,
    )
    return reply.choices[0].message.content


def subject_line(letter: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {
                "role": "system",
                "content": "Write a subject line for the letter you are given: at most eight words, no greeting.",
            },
            {"role": "user", "content": letter},
        ],
    )
    return reply.choices[0].message.content
