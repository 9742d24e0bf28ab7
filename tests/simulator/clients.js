// clients.js: the vendors' clients for Node against the simulator, whose URL is the argument
//
// Ends with 0 where all is well, and with 77 where a client is not installed.
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert');

const url = process.argv[2];
const messages = [{ role: 'user', content: 'Mary is 25 years old' }];
const mary = { name: 'Mary', age: 25 };
const user = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 120 } },
  required: ['name', 'age'],
};

function need(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND')
      throw error;
    console.log(`${name} is not installed for Node`);
    process.exit(77);
  }
}

async function useOpenAI(OpenAI) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 });
  const request = {
    model: 'steady', messages,
    tools: [{ type: 'function', function: { name: 'User', parameters: user } }],
    tool_choice: { type: 'function', function: { name: 'User' } },
  };

  const whole = await client.chat.completions.create(request);
  assert.deepStrictEqual(JSON.parse(whole.choices[0].message.tool_calls[0].function.arguments), mary);

  let text = '', finish = null;
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    text += chunk.choices[0]?.delta?.tool_calls?.[0]?.function?.arguments ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
  }
  assert.deepStrictEqual([JSON.parse(text), finish], [mary, 'tool_calls']);

  const completions = client.chat.completions.stream ? client.chat.completions
                                                     : client.beta.chat.completions;
  const stream = completions.stream({
    model: 'steady', messages,
    response_format: { type: 'json_schema', json_schema: { name: 'User', schema: user } },
  });
  const final = await stream.finalChatCompletion();
  assert.deepStrictEqual(JSON.parse(final.choices[0].message.content), mary);

  await assert.rejects(client.chat.completions.create({ model: 'steady', messages: [] }),
                       OpenAI.BadRequestError);
}

async function useAnthropic(Anthropic) {
  const client = new Anthropic({ baseURL: url, apiKey: 'none', maxRetries: 0 });
  const request = {
    model: 'steady', max_tokens: 1000, messages,
    tools: [{ name: 'User', input_schema: user }], tool_choice: { type: 'tool', name: 'User' },
  };

  const whole = await client.messages.create(request);
  assert.deepStrictEqual(whole.content[0].input, mary);

  const kinds = [];
  for await (const event of await client.messages.create({ ...request, stream: true }))
    kinds.push(event.type);
  assert.strictEqual(kinds[0], 'message_start');
  assert.strictEqual(kinds.at(-1), 'message_stop');

  const snapshots = [];
  const stream = client.messages.stream(request).on('inputJson', (_, snapshot) => snapshots.push(snapshot));
  const final = await stream.finalMessage();
  assert.deepStrictEqual([final.content[0].input, final.stop_reason], [mary, 'tool_use']);
  assert.ok(snapshots.length > 3);

  await assert.rejects(client.messages.create({ ...request, messages: [] }), Anthropic.BadRequestError);
}

async function main() {
  const OpenAI = need('openai'), Anthropic = need('@anthropic-ai/sdk');

  await useOpenAI(OpenAI);
  await useAnthropic(Anthropic);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
