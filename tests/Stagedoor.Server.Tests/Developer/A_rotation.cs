using System.Diagnostics;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Tests.Endpoints;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>A secret is replaced while a bot calls without a pause.</summary>
[Slow]
public class A_rotation
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    // The old secret is tried again and again from the address that calls.
    private static Dictionary<string, string> Unlimited => new() { ["Limits:ClientFailuresPerMinute"] = "100000", ["Limits:AddressFailuresPerMinute"] = "100000" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("design.md", "6")]
    public async Task fails_no_call_and_ends_the_old_secret_within_a_second(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, Settings = Unlimited });
        var organization = await app.OrganizationAsync();
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(organization, "developer", "system_admin"), organization);
        var bot = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var old = bot;
        var (calls, failures) = (0, 0);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var loops = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    var answer = await app.Http.ClientCredentialsAsync("/oauth2/token", Volatile.Read(ref bot));
                    Interlocked.Increment(ref calls);
                    if (answer.Code != 200 || (await app.Http.GetAsync("/oauth2/userinfo", answer["access_token"])).Code != 200) Interlocked.Increment(ref failures);
                }
            },
            Cancellation)).ToArray();

        async Task CallsAsync(int more)
        {
            var until = Volatile.Read(ref calls) + more;
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref calls) >= until), TimeSpan.FromSeconds(60), "no calls");
        }

        var secrets = app.Of<Secrets>();
        for (var round = 0; round < 5; round++)
        {
            await CallsAsync(40);
            Assert.False((await secrets.ListAsync(administrator, bot.Id, Cancellation)).Failed(out _, out var before));
            Assert.False((await secrets.AddAsync(administrator, bot.Id, $"round {round}", null, null, Cancellation)).Failed(out _, out var made));
            await CallsAsync(20);
            old = Interlocked.Exchange(ref bot, bot with { Secret = made.Value.Reveal() });

            // Whoever was on the way with the old one arrives.
            await CallsAsync(20);
            Assert.False((await secrets.DeleteAsync(administrator, bot.Id, Assert.Single(before.Items).Secret.Id, Cancellation)).Failed(out _, out _));
            var since = Stopwatch.StartNew();
            foreach (var path in new[] { "/ims/token/v3", "/oauth2/token" }) Assert.NotEqual(200, (await app.Http.ClientCredentialsAsync(path, old)).Code);
            Assert.InRange(since.Elapsed, TimeSpan.Zero, OneSecond);
        }

        await CallsAsync(40);
        await enough.CancelAsync();
        await Task.WhenAll(loops);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store}: {calls} calls, {failures} failures, 5 rotations");
        Assert.Equal(0, failures);
    }
}
