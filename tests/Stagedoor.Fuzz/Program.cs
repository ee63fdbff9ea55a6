using SharpFuzz;
using Stagedoor.Fuzz;

// stagedoor fuzz: PARSER (under afl-fuzz), or PARSER SECONDS [SEED] (by itself). See README.md beside this file.
if (args is [] || !Fuzz.Names.Contains(args[0]))
{
    Console.Error.WriteLine($"say which parser: {string.Join(", ", Fuzz.Names)}");
    return 2;
}

if (args is [var alone, var seconds, ..])
{
    var seed = args is [_, _, var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Environment.TickCount;
    var count = new Mutation(seed).Run(alone, Mutation.Corpus(alone), int.MaxValue, TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
    Console.WriteLine($"{alone}: {count} inputs, seed {seed}, nothing broke");
    return 0;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var copy = new MemoryStream();
    stream.CopyTo(copy);
    Fuzz.Run(args[0], copy.ToArray());
});
return 0;
