using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

public class A_refused_sign_in(PatientFixture apps) : IClassFixture<PatientFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F1")]
    public async Task is_the_same_whoever_was_named(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, disabled) = (await app.APersonAsync(), await app.APersonAsync());
        Assert.True(await app.Get<IPersonStore>().SetDisabledAsync(disabled.Id, true, app.Now(), Cancellation));
        var page = "/signin?journey=" + await app.AJourneyAsync(Seed.ReviewBoard.Id);
        using var browser = app.NewBrowser();
        var answers = new List<Answer>();
        foreach (var (email, password) in new[]
        {
            (person.Email, "wrong"), ("nobody@elsewhere.example", "wrong"), (disabled.Email, Seed.BenPassword), (disabled.Email, "wrong"), ("not an address", "wrong"), ("bell\a@elsewhere.example", "wrong"),
        })
        {
            var before = app.Get<PasswordHasher>().Computed;
            answers.Add(await browser.TryAsync(email, password, page));
            Assert.True(app.Get<PasswordHasher>().Computed - before == 1, $"{email}: {app.Get<PasswordHasher>().Computed - before} hashes, {answers[^1]}");
        }

        Assert.All(answers, answer =>
        {
            Assert.Equal(400, answer.Code);
            Assert.Equal(answers[0].WithoutTokens(), answer.WithoutTokens());
            Assert.Equal(answers[0].HeadersWithoutIds(), answer.HeadersWithoutIds());
        });
        Assert.Contains("do not belong together", answers[0].Text, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F14")]
    public async Task is_clear_for_passwords_of_every_length_and_none_is_cut(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        foreach (var password in new[] { "x", "\0", Seed.BenPassword + "\0", Seed.BenPassword + " ", Seed.BenPassword + new string('x', 8000), new string('\u00e9', 1000), new string('x', 30_000), "" })
        {
            var answer = await browser.TryAsync(person.Email, password);
            Assert.True(answer.Code == 400, $"{password.Length} characters: {answer.Code}");
        }

        Assert.Equal(303, (await browser.TryAsync(person.Email, Seed.BenPassword)).Code);
    }
}

/// <summary>An app that lets many wrong passwords pass: for tests of what a refusal looks like.</summary>
public sealed class PatientFixture : AppFixture
{
    protected override AppOptions Options => new() { Settings = new Dictionary<string, string> { ["Limits:FreeSignInFailures"] = "1000" } };
}
