using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Stagedoor.TestKit;

/// <summary>The stores that the same tests run on.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory of one <see cref="StoreKind"/> on every store.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoresAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<StoreKind>().Select(Row)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private static ITheoryDataRow Row(StoreKind store)
    {
        var row = new TheoryDataRow<StoreKind>(store);
        row.Traits.Add("store", [store.ToString()]);
        return row;
    }
}

/// <summary>Says on which store the tests of a class or a method run, where that is fixed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnStoreAttribute(StoreKind store) : Attribute, ITraitAttribute
{
    public StoreKind Store { get; } = store;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("store", Store.ToString())];
}

/// <summary>Counts the tests that ran on each store; <c>./test</c> adds the counts up. Put on every test assembly by the build.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CountStoresAttribute : BeforeAfterTestAttribute
{
    private static readonly Dictionary<string, int> Counts = [];

    static CountStoresAttribute() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Write();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (test.Traits.TryGetValue("store", out var stores))
        {
            lock (Counts)
            {
                foreach (var store in stores) Counts[store] = Counts.GetValueOrDefault(store) + 1;
            }
        }
    }

    private static void Write()
    {
        if (Environment.GetEnvironmentVariable("STAGEDOOR_STORE_COUNTS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        lock (Counts)
        {
            File.WriteAllLines(Path.Combine(folder, (Assembly.GetEntryAssembly()?.GetName().Name ?? "tests") + ".txt"), Counts.Select(pair => $"{pair.Key} {pair.Value}"));
        }
    }
}
