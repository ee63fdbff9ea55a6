using System.Text.Json.Nodes;

namespace Stagedoor.Client.Tests.AspNetCore;

/// <summary>The seed with an API of the house's own as a resource of each credential.</summary>
public sealed class ResourceFixture : AppFixture
{
    public const string Api = "https://api.northlight.example";

    private static readonly Lazy<string> Seeded = new(() =>
    {
        var seed = JsonNode.Parse(File.ReadAllText(Seed.Path))!;
        foreach (var credential in seed["organizations"]![0]!["projects"]![0]!["credentials"]!.AsArray()) credential!["resources"] = new JsonArray(Api);
        var path = Path.Combine(Directory.CreateTempSubdirectory("client-seed-").FullName, "seed.json");
        File.WriteAllText(path, seed.ToJsonString());
        return path;
    });

    protected override AppOptions Options => new() { SeedPath = Seeded.Value };
}
