using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Frameio.Tests.App.ServiceAccounts;

/// <summary>More service accounts in the seed's account.</summary>
internal static class Bots
{
    public static string Hex() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    /// <summary>Another credential like the seed's, and its service account, a member.</summary>
    public static async Task<ServiceAccount> AddAsync(StagedoorApp app, string? name = null)
    {
        var clients = app.Services.GetRequiredService<IClientStore>();
        var like = (await clients.FindAsync(Seed.DailiesBot.Id, default))!;
        var client = like with { ClientId = Hex(), Name = "Another bot", Secrets = [] };
        Assert.True(await clients.AddAsync(client, default));
        return await app.Services.GetRequiredService<IServiceAccountStore>().CreateAsync(
            new()
            {
                Id = $"{Hex()}@{ServiceAccount.IdDomain}",
                FrameioId = Guid.NewGuid(),
                ClientId = client.ClientId,
                OrganizationId = client.OrganizationId,
                AccountId = Guid.Parse(Seed.Account),
                Name = name,
                AccountRole = "member",
                CreatedAt = client.CreatedAt,
            },
            default);
    }
}
