using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Everything that was told of a transfer, in the order of telling.</summary>
public sealed class Told : IProgress<TransferProgress>
{
    private readonly List<TransferProgress> all = [];

    public IReadOnlyList<TransferProgress> All
    {
        get
        {
            lock (all) return [.. all];
        }
    }

    public void Report(TransferProgress value)
    {
        lock (all) all.Add(value);
    }
}
