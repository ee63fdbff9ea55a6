using CsCheck;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Protocol.Tests.Wire;

[Attack("A12")]
public class A_secret
{
    [Fact]
    public void shows_nothing_in_any_text_that_is_made_of_it()
    {
        var secret = new Secret("hunter2");
        Assert.DoesNotContain("hunter2", $"{secret} {new { secret }} {(object)secret}", StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }

    [Fact]
    public void has_256_random_bits()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => Secret.New("p8e-").Reveal()).ToHashSet();
        Assert.Equal(1000, made.Count);
        Assert.All(made, text => Assert.Equal(4 + 43, text.Length));
    }

    [Fact]
    public void equals_its_like_and_nothing_else() => Gen.Select(Gen.String, Gen.String).Sample((one, other) => new Secret(one) == new Secret(new string(one)) && new Secret(one).Equals(new Secret(other)) == Utf8Equal(one, other));

    [Fact]
    public void that_was_never_set_is_empty() => Assert.Equal("", default(Secret).Reveal());

    private static bool Utf8Equal(string one, string other) => System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(other));
}
