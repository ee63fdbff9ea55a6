namespace Stagedoor.Bench.Contests;

/// <summary>One path that is measured.</summary>
internal interface IContest
{
    /// <summary>The name that it is asked for by.</summary>
    string Name { get; }

    /// <summary>What is measured, in one line.</summary>
    string What { get; }

    /// <summary>True for those of the short form, which CI runs.</summary>
    bool IsShort => false;

    Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation);
}
