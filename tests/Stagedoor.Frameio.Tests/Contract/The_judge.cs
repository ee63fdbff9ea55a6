using System.Text.Json.Nodes;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>What judges the answers can say no.</summary>
public class The_judge
{
    private const string Right = """
        {"id":"0b6f1c1e-6a51-4e1f-9a0e-2f1a4a3b7c10","name":"W","account_id":"0b6f1c1e-6a51-4e1f-9a0e-2f1a4a3b7c10","created_at":"2026-07-01T10:00:00.000000Z","updated_at":"2026-07-01T10:00:00.000000Z",
        "creator":{"id":null,"name":null,"email":"","avatar_url":null,"active":null}}
        """;

    [Theory]
    [InlineData("/name", "7", "/name is Number, not string")]
    [InlineData("/name", "null", "/name is null")]
    [InlineData("/id", "\"7\"", "/id is 7, not a uuid")]
    [InlineData("/created_at", "\"2026-07-01\"", "/created_at is 2026-07-01, not a date-time")]
    [InlineData("/extra", "1", "/extra is not in the contract")]
    [InlineData("/creator/active", "\"yes\"", "/creator/active is String, not boolean")]
    [InlineData("/creator/colour", "1", "/creator/colour is not in the contract")]
    public void finds_what_is_wrong(string at, string json, string violation)
    {
        var schema = Document.Named("#/components/schemas/WorkspaceWithIncludes");
        var value = JsonNode.Parse(Right)!;
        Assert.Empty(Schema.Violations(schema, Element(value)));
        var steps = at.Split('/')[1..];
        (steps.Length == 1 ? value : value[steps[0]])![steps[^1]] = JsonNode.Parse(json);
        Assert.Equal([violation], Schema.Violations(schema, Element(value)));
        value.AsObject().Remove("account_id");
        Assert.Contains("/account_id is missing", Schema.Violations(schema, Element(value)));
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("100", true)]
    [InlineData("\"00:00:02:12\"", true)]
    [InlineData("-1", false)]
    [InlineData("true", false)]
    public void takes_either_of_two_nullable_kinds(string json, bool isRight) =>
        Assert.Equal(isRight, Schema.Violations(Document.Named("#/components/schemas/TimeStamp"), Element(JsonNode.Parse(json))).Count == 0);

    [Fact]
    public void makes_bodies_that_are_wrong_in_one_thing_each()
    {
        var schema = Document.Named("#/components/schemas/ProjectUpdateParams");
        var bodies = BadBodies.Of(schema, """{"data":{"name":"x","restricted":true,"status":"active"}}""").ToList();
        Assert.Equal(
            ["missing member /data", "none of the enum /data/status", "null /data", "null /data/name", "null /data/restricted", "null /data/status", "too long /data/name", "too short /data/name",
             "unknown member /data/not_in_the_contract", "unknown member /not_in_the_contract", "wrong type /data", "wrong type /data/name", "wrong type /data/restricted", "wrong type /data/status"],
            bodies.Select(body => $"{body.Why} {body.At}").Order(StringComparer.Ordinal));
        Assert.All(bodies, body => Assert.NotEmpty(Schema.Violations(schema, Element(JsonNode.Parse(body.Json)))));
    }

    private static System.Text.Json.JsonElement Element(JsonNode? node) => System.Text.Json.JsonSerializer.SerializeToElement(node);
}
