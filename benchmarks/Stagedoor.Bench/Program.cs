using System.CommandLine;
using System.Globalization;
using Stagedoor.Bench;
using Stagedoor.Bench.Contests;
using Stagedoor.Bench.Load;

if (args is [StoreCeiling.Verb, var data, var callers, var seconds, var database])
{
    var rate = await StoreCeiling.RunAsync(data, int.Parse(callers, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), database.Length == 0 ? null : database);
    Console.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
    return 0;
}

var paths = new Argument<string[]>("paths") { Description = "What to measure, by name; everything when none is given.", Arity = ArgumentArity.ZeroOrMore };
var list = new Option<bool>("--list") { Description = "Names the paths." };
var quick = new Option<bool>("--short") { Description = "Few rounds of the most important paths against the bare ceilings only: under three minutes." };
var check = new Option<bool>("--check") { Description = "Fails where a ratio fell below its floor, or more than 30 % below the committed one." };
var keep = new Option<bool>("--keep") { Description = "Commits the ratios of this run as those to hold, in benchmarks/ratios.json." };
var write = new Option<bool>("--write") { Description = "Writes benchmarks/results/DATE.json and benchmarks/RESULTS.md; a run of everything always does." };
var postgres = new Option<bool>("--postgres") { Description = "PostgreSQL instead of SQLite." };
var bare = new Option<bool>("--bare") { Description = "Against the bare ceilings only: without node and OpenIddict." };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each side.", DefaultValueFactory = _ => 5 };
var length = new Option<int>("--seconds") { Description = "Seconds of a round.", DefaultValueFactory = _ => 4 };
var connections = new Option<int>("--connections") { Description = "Connections of the load.", DefaultValueFactory = _ => 64 };
var root = new RootCommand("Measures Stagedoor beside its peers: servers on the first core, load on the second, the sides in turn. Example: ./bench client-credentials me --rounds 3")
{
    paths, list, quick, check, keep, write, postgres, bare, rounds, length, connections,
};
root.SetAction(async (parsed, cancellation) =>
{
    if (parsed.GetValue(list))
    {
        foreach (var contest in AllContests.List) Console.WriteLine($"{contest.Name,-24} {contest.What}{(contest.IsShort ? " (short form)" : "")}");
        return 0;
    }

    var named = parsed.GetValue(paths) ?? [];
    if (named.FirstOrDefault(name => AllContests.List.All(contest => contest.Name != name)) is { } unknown)
    {
        Console.Error.WriteLine($"There is no path {unknown}: ./bench --list names them.");
        return 2;
    }

    if (Environment.ProcessorCount < 2 || !Wrk.IsThere())
    {
        Console.Error.WriteLine(Wrk.IsThere() ? "A measurement needs two cores: one for the servers, one for the load." : "wrk is missing (Debian: apt-get install wrk).");
        return 3;
    }

    var isShort = parsed.GetValue(quick);
    var plan = new Plan
    {
        Rounds = isShort ? 3 : parsed.GetValue(rounds),
        Round = TimeSpan.FromSeconds(isShort ? 3 : parsed.GetValue(length)),
        Connections = parsed.GetValue(connections),
        Postgres = parsed.GetValue(postgres),
        WithOthers = !isShort && !parsed.GetValue(bare),
    };
    var contests = AllContests.List.Where(contest => named.Length > 0 ? named.Contains(contest.Name) : !isShort || contest.IsShort).ToList();
    return await Run.GoAsync(contests, plan, new(parsed.GetValue(check), parsed.GetValue(keep), parsed.GetValue(write) || (named.Length == 0 && !isShort), "./bench " + string.Join(' ', args)), cancellation);
});
return await root.Parse(args).InvokeAsync();
