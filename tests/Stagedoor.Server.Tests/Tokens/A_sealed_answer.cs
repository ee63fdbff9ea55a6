using System.Text;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

public class A_sealed_answer
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"access_token":"secret"}""");

    [Fact]
    public void opens_to_the_same_token_and_request_only()
    {
        var kept = SealedAnswers.Seal("presented", "client|scope", Answer);
        Assert.Equal(Answer, SealedAnswers.Open("presented", "client|scope", kept));
        Assert.Null(SealedAnswers.Open("presente", "client|scope", kept));
        Assert.Null(SealedAnswers.Open("presented", "client|other", kept));
        Assert.Null(SealedAnswers.Open("presented", "client|scope", kept.AsSpan(0, kept.Length - 1)));
        Assert.Null(SealedAnswers.Open("presented", "client|scope", []));
    }

    [Fact, Attack("C3")]
    public void shows_nothing_of_what_is_inside()
    {
        var kept = SealedAnswers.Seal("presented", "client|scope", Answer);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.NotEqual(kept, SealedAnswers.Seal("presented", "client|scope", Answer));
        for (var i = 0; i < kept.Length; i++)
        {
            var changed = kept.ToArray();
            changed[i] ^= 1;
            Assert.Null(SealedAnswers.Open("presented", "client|scope", changed));
        }
    }
}
