using Xunit;

namespace Stagedoor.TestKit;

/// <summary>One app per store for all tests of a class (or, as an assembly fixture, of an assembly), started when first asked for. Tests that move its clock have their own app.</summary>
public class AppFixture : IAsyncLifetime
{
    private readonly Lazy<Task<StagedoorApp>>[] apps;

    public AppFixture() => apps = [.. Enum.GetValues<StoreKind>().Select(store => new Lazy<Task<StagedoorApp>>(() => StagedoorApp.StartAsync(Options with { Store = store })))];

    protected virtual AppOptions Options => new();

    public Task<StagedoorApp> OnAsync(StoreKind store)
    {
        if (store == StoreKind.Postgres) Needs.Postgres();
        return apps[(int)store].Value;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var app in apps)
        {
            if (app.IsValueCreated && app.Value.IsCompletedSuccessfully) await (await app.Value).DisposeAsync();
        }
    }
}

/// <summary>Apps on the machine's clock.</summary>
public sealed class RealClockFixture : AppFixture
{
    protected override AppOptions Options => new() { RealClock = true };
}
