using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary><c>GET /v4/accounts</c> to the letter of the contract.</summary>
public class The_accounts(The_accounts.ManyAccounts apps) : IClassFixture<The_accounts.ManyAccounts>
{
    private static readonly string[] Members = ["id", "display_name", "adobe_id", "image", "roles", "storage_limit", "storage_usage", "created_at", "updated_at", "v4_migrated_at"];

    [Theory, Stores]
    public async Task of_a_service_account_user_are_its_own(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
        var answer = (await app.Http.GetAsync("/v4/accounts", token)).Ok().Json;
        var account = Assert.Single(answer.GetProperty("data").EnumerateArray());
        Assert.Equal(Members, account.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Seed.Account, Seed.Organization, "admin"), (account.GetProperty("id").GetString(), account.GetProperty("adobe_id").GetString(), account.GetProperty("roles")[0].GetString()));
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}\\.[0-9]{6}Z$", account.GetProperty("created_at").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("links").GetProperty("next").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("total_count").ValueKind);
    }

    [Theory, Stores]
    public async Task of_a_person_come_in_pages_that_follow_their_links(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = await app.PersonTokenAsync();
        foreach (var (sort, expected) in (IEnumerable<(string, string[])>)
            [("", ["Northlight Pictures", "Studio 0", "Studio 1", "Studio 2", "Studio 3"]), ("display_name_desc", ["Studio 3", "Studio 2", "Studio 1", "Studio 0", "Northlight Pictures"])])
        {
            var names = new List<string>();
            var next = $"/v4/accounts?page_size=2&include_total_count=true{(sort.Length > 0 ? "&sort=" + sort : "")}";
            while (next is not null)
            {
                var page = (await app.Http.GetAsync(next, token)).Ok().Json;
                Assert.InRange(page.GetProperty("data").GetArrayLength(), 1, 2);
                Assert.Equal(5, page.GetProperty("total_count").GetInt32());
                names.AddRange(page.GetProperty("data").EnumerateArray().Select(account => account.GetProperty("display_name").GetString()!));
                next = page.GetProperty("links").GetProperty("next").GetString();
                Assert.StartsWith("/v4/accounts?after=", next ?? "/v4/accounts?after=", StringComparison.Ordinal);
            }

            Assert.Equal(expected, names);
        }
    }

    [Theory]
    [InlineData("page_size=101", 422)]
    [InlineData("page_size=0", 422)]
    [InlineData("page_size=100", 200)]
    [InlineData("page_size=ten", 400)]
    [InlineData("page_size=", 400)]
    [InlineData("page_size=1&page_size=1", 400)]
    [InlineData("sort=shoe_size_asc", 400)]
    [InlineData("include_total_count=yes", 400)]
    [InlineData("after=forged", 400)]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400)]
    [InlineData("unknown=1", 200)]
    public async Task look_at_their_query(string query, int status)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        Assert.Equal(status, (await app.Http.GetAsync("/v4/accounts?" + query, await app.PersonTokenAsync())).Code);
    }

    [Fact, Attack("H7")]
    public async Task refuse_a_cursor_that_was_changed_or_is_another_persons()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var next = (await app.Http.GetAsync("/v4/accounts?page_size=1", await app.PersonTokenAsync())).Ok().Json.GetProperty("links").GetProperty("next").GetString()!;
        (await app.Http.GetAsync(next, await app.PersonTokenAsync())).Ok();
        (await app.Http.GetAsync(next[..^6] + "AAAAAA", await app.PersonTokenAsync())).Is(400);
        (await app.Http.GetAsync(next, await app.PersonTokenAsync(Seed.Ben))).Is(400);
        (await app.Http.GetAsync(next + "&sort=created_at_asc", await app.PersonTokenAsync())).Is(400);
    }

    /// <summary>Ada is in five organizations.</summary>
    public sealed class ManyAccounts : AppFixture
    {
        protected override AppOptions Options => new() { SeedPath = Write() };

        private static string Write()
        {
            var seed = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Seed.Path))!;
            for (var i = 0; i < 4; i++)
            {
                seed["organizations"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse($$"""{"name":"Studio {{i}}","people":[{"email":"{{Seed.Ada}}","name":"Ada Field"}]}"""));
            }

            var path = Path.Combine(Directory.CreateTempSubdirectory("stagedoor-seed-").FullName, "seed.json");
            File.WriteAllText(path, seed.ToJsonString());
            return path;
        }
    }
}
