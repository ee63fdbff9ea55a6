using Stagedoor.Fuzz;

namespace Stagedoor.Protocol.Tests;

[Attack("H9")]
public class The_parsers
{
    public static TheoryData<string> Names => [.. Fuzz.Fuzz.Names];

    /// <summary>The same inputs in every run; a slow machine tries fewer of them.</summary>
    [Theory, MemberData(nameof(Names))]
    public void survive_a_short_run_of_mutated_inputs(string parser) =>
        Assert.True(new Mutation(seed: 20_260_801).Run(parser, Mutation.Corpus(parser), inputs: 60_000, atMost: TimeSpan.FromSeconds(2.5)) > 100);
}
