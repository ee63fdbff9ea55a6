// How a driver speaks with the test that runs it: lines of JSON. `ask` sends a request to the person (the test) and waits for the answer.
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

export const config = JSON.parse(process.argv[2])

export async function ask(what) {
  process.stdout.write(JSON.stringify(what) + '\n')
  const { value } = await lines.next()
  return JSON.parse(value)
}

/** Opens the address as the signed-in person would; answers where the browser was sent. */
export const browse = async url => new URL((await ask({ browse: String(url) })).at)

/** Allows a device at its verification address. */
export const allow = url => ask({ device: String(url) })

export const version = name => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version

export function done(result) {
  process.stdout.write(JSON.stringify({ done: result }) + '\n')
  process.exit(0)
}

/** The error that the call ends with; fails when it succeeds. */
export async function refused(promise) {
  try {
    await promise
  } catch (error) {
    // A library that stops at the challenge of a 401 leaves the body to us.
    const body = error.response && !error.response.bodyUsed ? await error.response.json() : {}
    return { error: error.error ?? error.cause?.error ?? body.error ?? error.code, status: error.status ?? error.cause?.status, message: error.message }
  }
  throw new Error('should have been refused')
}

process.on('uncaughtException', error => {
  process.stderr.write(`${error.stack}\n${error.cause ? `cause: ${inspect(error.cause)}\n` : ''}`)
  process.exit(1)
})

const inspect = cause => cause?.stack ?? JSON.stringify(cause)
