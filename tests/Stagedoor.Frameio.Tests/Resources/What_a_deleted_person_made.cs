using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.Resources;

public class What_a_deleted_person_made
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("design.md", "9")]
    public async Task stays_with_its_ids_under_the_name_of_a_deleted_user(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store });
        var ben = await Api.OfAsync(app, Seed.Ben);
        var bot = await Api.OfBotAsync(app);
        var (me, ada) = (await ben.MeAsync(), await Api.OfAsync(app, Seed.Ada));
        var drive = await Drive.NewAsync(app, ada);
        await ada.GiveAsync("projects/" + drive.Project, me, "editor");
        var file = await new Drive(app, ben, await ben.DataAsync(HttpMethod.Get, $"/projects/{drive.Project}")).UploadAsync(drive.Root, "take-1.txt", "hello"u8.ToArray());
        var comment = (await ben.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"Too dark."}}""")).Text("id");
        Assert.Equal("Ben Okafor", (await ada.DataAsync(HttpMethod.Get, $"/comments/{comment}?include=owner")).GetProperty("owner").Text("name"));

        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        Assert.Equal(Erasure.Erased, await app.Services.GetRequiredService<IPersonalData>().EraseAsync(person.Id, new Dictionary<string, string>(), app.Clock.GetUtcNow(), Cancellation));
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);

        Assert.Equal(401, (await ben.GetAsync("/v4/me")).Code);
        var said = await ada.DataAsync(HttpMethod.Get, $"/comments/{comment}?include=owner");
        Assert.Equal(("Too dark.", "Deleted user", me), (said.Text("text"), said.GetProperty("owner").Text("name"), said.GetProperty("owner").Text("id")));
        Assert.Equal((me, "Deleted user"), (await CreatorAsync(ada, file)));
        Assert.Equal((me, "Deleted user"), (await CreatorAsync(bot, file)));
        Assert.DoesNotContain(me, (await ada.GetAsync($"/projects/{drive.Project}/users")).Ok().Text, StringComparison.Ordinal);
        Assert.DoesNotContain(me, (await ada.GetAsync("/users")).Text, StringComparison.Ordinal);
    }

    private static async Task<(string Id, string Name)> CreatorAsync(Api api, string file)
    {
        var creator = (await api.DataAsync(HttpMethod.Get, $"/files/{file}?include=creator")).GetProperty("creator");
        return (creator.Text("id"), creator.Text("name"));
    }
}
