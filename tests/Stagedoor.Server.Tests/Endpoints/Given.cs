using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>Credentials and people beyond the seed's, put straight into the store.</summary>
internal static class Given
{
    public const string Callback = "https://app.example/cb";

    private const string UserScope = "openid email profile offline_access additional_info.roles";

    extension(StagedoorApp app)
    {
        public T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();

        /// <summary>A credential of the seed's organization, in production unless changed, with one https callback.</summary>
        public async Task<SeedClient> ClientAsync(ApplicationKind kind, Func<ClientSettings, ClientSettings>? change = null)
        {
            var clients = app.Service<IClientStore>();
            var like = await clients.FindAsync(Seed.ReviewBoard.Id, default) ?? throw new InvalidOperationException("no seed");
            var settings = new ClientSettings { OwnerId = like.Settings.OwnerId, Status = ClientStatus.InProduction, Scopes = [.. UserScope.Split(' ')], RedirectUris = [kind.PrivateUseSchemes ? "com.example.app:/cb" : Callback] };
            settings = change?.Invoke(settings) ?? settings;
            var client = new Client { ClientId = RandomIds.ClientId(), OrganizationId = like.OrganizationId, ProjectId = like.ProjectId, Kind = kind, Name = "Test " + kind.Title, CreatedAt = app.Clock.GetUtcNow(), Settings = settings };
            Assert.Null(ClientRedirects.WhatIsWrongWith(client.ClientId, kind, settings));
            Assert.True(await clients.AddAsync(client, default));
            string? secret = null;
            if (kind.HasSecret)
            {
                var (record, value) = ClientAuthenticator.NewSecret(client.ClientId, "first", null, app.Clock.GetUtcNow(), null);
                Assert.True(await clients.AddSecretAsync(record, default));
                secret = value.Reveal();
            }

            return new(client.ClientId, secret, settings.RedirectUris.FirstOrDefault() ?? settings.DefaultRedirectUri, UserScope);
        }

        /// <summary>A person without an organization, with Ben's password.</summary>
        public async Task<Person> StrangerAsync(bool verified = true)
        {
            var people = app.Service<IPersonStore>();
            var ben = await people.FindByEmailAsync(Seed.Ben, default) ?? throw new InvalidOperationException("no seed");
            var id = RandomIds.Hex24();
            var person = ben with { Id = id + "@AdobeID", FrameioId = RandomIds.Uuid(), Email = $"{id}@elsewhere.example", Name = "Cam Elsewhere", EmailVerified = verified };
            Assert.True(await people.AddAsync(person, default));
            return person;
        }
    }

    /// <summary>The parameters of an answer in a redirect.</summary>
    public static IReadOnlyDictionary<string, string> Sent(this Answer answer)
    {
        var location = answer.Header("Location") ?? throw new InvalidOperationException($"no redirect: {answer}");
        var at = location.IndexOfAny(['?', '#']);
        return location[(at + 1)..].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    /// <summary>A page of ours, never a redirect: what a request gets whose redirect URI nobody proved.</summary>
    public static Answer IsPage(this Answer answer, params string[] words)
    {
        Assert.True(answer.Code is >= 400 and < 500 && answer.ContentType == "text/html" && answer.Header("Location") is null, $"expected a page, got {answer} to {answer.Header("Location")}");
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        foreach (var word in words) Assert.Contains(word, answer.Text, StringComparison.Ordinal);
        return answer;
    }

    /// <summary>A refusal at the client's callback, with everything that belongs to it.</summary>
    public static IReadOnlyDictionary<string, string> IsRefusal(this Answer answer, StagedoorApp app, string error, string? state = "s-1", string callback = Callback)
    {
        Assert.Equal(303, answer.Code);
        Assert.StartsWith(callback, answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        var sent = answer.Sent();
        Assert.Equal(error, sent["error"]);
        Assert.False(sent.ContainsKey("code"));
        Assert.Equal(state, sent.GetValueOrDefault("state"));
        Assert.Equal(app.Issuer, sent["iss"]);
        Assert.Matches(@"\A[\x20-\x21\x23-\x5B\x5D-\x7E]+\z", sent["error_description"]);
        return sent;
    }
}
