-- Sends what a plan says and looks at every answer: its status, and the texts that it must hold.
-- One thread of wrk, so that its requests and answers share the lists below.
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long s; long ns; } bench_time; int clock_gettime(int, bench_time *); ]]
local clock = ffi.new("bench_time")
local function now()
  ffi.C.clock_gettime(1, clock)
  return tonumber(clock.s) + tonumber(clock.ns) / 1e9
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

answered, bad, sample, first, last, used = 0, 0, "", 0, 0, 0
local plan, items, raw, keep

local function from_file(path)
  local found = {}
  for line in io.lines(path) do found[#found + 1] = line end
  return found
end

local function with(item)
  local path, body = plan.path, plan.body
  local headers = {}
  for name, value in pairs(plan.headers) do headers[name] = (value:gsub("{item}", function() return item end)) end
  path = path:gsub("{item}", function() return item end)
  if body then body = body:gsub("{item}", function() return item end) end
  return wrk.format(plan.method, path, headers, body)
end

function init(args)
  plan = dofile(args[1])
  for name, value in pairs(wrk.headers) do if not plan.headers[name] then plan.headers[name] = value end end
  if plan.items then items = from_file(plan.items) else raw = wrk.format(plan.method, plan.path, plan.headers, plan.body) end
  if plan.keep then keep = io.open(plan.keep, "w"); keep:setvbuf("no") end
end

function request()
  if first == 0 then first = now() end
  if raw then return raw end
  used = used + 1
  local item = items[used]
  if item == nil then
    if not plan.chain then wrk.thread:stop() else bad = bad + 1; sample = "no refresh token is left: fewer were answered than asked" end
    used = used - 1
    item = items[1]
  end
  return with(item)
end

function response(status, headers, body)
  last = now()
  answered = answered + 1
  local good = status == plan.status
  if good then
    for _, text in ipairs(plan.holds) do
      if not body:find(text, 1, true) then good = false; break end
    end
  end
  if good and plan.header then
    local value = headers[plan.header]
    local found = value and value:match(plan.pattern)
    if found then keep:write(found, "\n") else good = false end
  end
  if good and plan.chain then
    local found = body:match(plan.pattern)
    if found then items[#items + 1] = found else good = false end
  elseif good and plan.keep and not plan.header then
    local found = body:match(plan.pattern)
    if found then keep:write(found, "\n") else good = false end
  end
  if not good then
    bad = bad + 1
    if sample == "" then sample = status .. " " .. body:sub(1, 300) end
  end
end

function done(summary, latency, requests)
  local thread = threads[1]
  local function number(name) return tonumber(thread:get(name)) end
  local text = thread:get("sample"):gsub('[%c"\\]', " ")
  io.write(string.format(
    '\nRESULT {"answered":%d,"bad":%d,"seconds":%.6f,"p50":%.3f,"p90":%.3f,"p99":%.3f,"max":%.3f,"connect":%d,"read":%d,"write":%d,"timeout":%d,"sample":"%s"}\n',
    number("answered"), number("bad"), number("last") - number("first"),
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.errors.connect, summary.errors.read, summary.errors.write, summary.errors.timeout, text))
end
