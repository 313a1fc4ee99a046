-- lua.lua - work for the lua shell: tables, closures, strings, patterns, sorting.
--
-- In:  nothing.
-- Out: one line a part with a number that depends on all that was done.

local function words (n)
  local t = {}
  for i = 1, n do
    t[#t + 1] = string.format ("%s-%d", string.rep (string.char (97 + i % 26), 1 + i % 7), i)
  end
  return t
end

local function part_strings ()
  local t, sum = words (150000), 0
  local joined = table.concat (t, ",")
  for word, number in joined:gmatch ("(%a+)-(%d+)") do
    sum = sum + #word * tonumber (number) % 97
  end
  local upper = joined:gsub ("%a+", string.upper)
  return sum + #upper + select (2, upper:gsub ("Z", "z"))
end

local function part_tables ()
  local sum = 0
  for round = 1, 100 do
    local map, list = {}, {}
    for i = 1, 4000 do
      map["key" .. i % 500] = { i, round, name = "n" .. i }
      list[i] = { value = (i * 7919) % 4001 }
    end
    table.sort (list, function (a, b) return a.value < b.value end)
    for _, v in pairs (map) do sum = sum + v[1] % 13 end
    sum = sum + list[1].value + list[#list].value
  end
  return sum
end

local function part_closures ()
  local function counter (step)
    local n = 0
    return function () n = n + step; return n end
  end
  local sum = 0
  for i = 1, 500000 do
    local next = counter (i % 5)
    sum = sum + next () + next ()
  end
  return sum
end

local function part_objects ()
  local Tree = {}
  Tree.__index = Tree
  local function insert (t, key)
    if not t then return setmetatable ({ key = key }, Tree) end
    if key < t.key then t.left = insert (t.left, key) else t.right = insert (t.right, key) end
    return t
  end
  local function height (t)
    return t and 1 + math.max (height (t.left), height (t.right)) or 0
  end
  local root
  for i = 1, 100000 do root = insert (root, (i * 7919) % 100003) end
  return height (root)
end

local function part_coroutines ()
  local sum = 0
  for i = 1, 60000 do
    local co = coroutine.wrap (function (a) local b = coroutine.yield (a + 1); return a * b end)
    sum = sum + co (i) + co (3)
  end
  return sum
end

local function part_loads ()
  local sum = 0
  for i = 1, 12000 do
    sum = sum + load ("local x = " .. i .. "; return function (y) return x * y + " .. i % 7 .. " end") () (2)
  end
  return sum
end

print ("strings", part_strings ())
print ("tables", part_tables ())
print ("closures", part_closures ())
print ("objects", part_objects ())
print ("coroutines", part_coroutines ())
print ("loads", part_loads ())
