using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Deliveries;

/// <summary>What was to be told when the process died: it is told after, and what is told twice says so (issue 5 §2, design §14).</summary>
public class A_delivery_of_a_killed_server
{
    private const int Projects = 60;

    [Fact, Slow]
    public async Task reaches_its_receiver_after_all_and_is_marked_where_it_comes_twice()
    {
        var data = Directory.CreateTempSubdirectory("stagedoor-killed-").FullName;
        var port = HostProcess.FreePort();
        string[] settings = [$"--seed={Seed.Path}", "--Stagedoor:Frameio:RateLimits=false", "--Stagedoor:Egress:AllowLoopback=true"];
        await using var receiver = await Receiver.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        try
        {
            var made = new List<string>();
            await using (var host = await HostProcess.StartAsync(port, data, settings))
            {
                using var http = new HttpClient { BaseAddress = host.Address };
                var bot = new Api(http, (await http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!);
                var workspace = await bot.NewWorkspaceAsync("Dailies");
                await bot.NewWebhookAsync(workspace, receiver, "project.created");
                for (var i = 0; i < Projects; i++) made.Add((await bot.NewProjectAsync(workspace, $"Project {i}")).Text("id"));
                await receiver.SawAsync(1);
                await host.KillAsync();
            }

            // No answer came before the kill, however slow the machine, and one receiver gets a few at a time: most wait still.
            var told = Heard();
            Assert.InRange(told.Count, 1, Projects - 1);
            receiver.Answer = static _ => Task.CompletedTask;
            await using var again = await HostProcess.StartAsync(port, data, settings);
            await Eventually.TrueAsync(() => Task.FromResult(Heard().Count == Projects), TimeSpan.FromSeconds(90), $"only {Heard().Count} of {Projects} were told");
            Assert.Equal(made.Order(StringComparer.Ordinal), Heard().Order(StringComparer.Ordinal));

            // What was told and not answered comes again, once the claim of the dead server is over.
            await Eventually.TrueAsync(() => Task.FromResult(told.TrueForAll(id => Times(id) > 1)), TimeSpan.FromSeconds(90), "what nobody answered was told once");
            foreach (var delivery in receiver.All.GroupBy(got => got["X-Stagedoor-Delivery"]))
            {
                Assert.Equal(delivery.Count(), delivery.Select(got => got["X-Stagedoor-Attempt"]).Distinct().Count());
                Assert.Single(delivery.Select(got => got.Body).Distinct());
            }

            int Times(string id) => receiver.All.Count(got => got.Body.Contains(id, StringComparison.Ordinal));

            List<string> Heard() => [.. receiver.All.Select(got => JsonDocument.Parse(got.Body).RootElement.GetProperty("resource").Text("id")).Distinct()];
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
