using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;

namespace Stagedoor.Browser.Tests;

/// <summary>Devices that wait for somebody's yes.</summary>
internal static class Devices
{
    /// <summary>The code that one shows.</summary>
    public static async Task<string> WaitingAsync(StagedoorApp app)
    {
        var plain = System.Security.Cryptography.RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app.Services.GetRequiredService<IDeviceAuthorizationStore>().AddAsync(
            new()
            {
                DeviceCodeHash = OneTimeValue.DeviceCode.Hash(OneTimeValue.New()),
                UserCodeHash = OneTimeValue.UserCode.Hash(plain),
                FamilyId = OneTimeValue.New(),
                ClientId = Seed.DesktopIngest.Id,
                Dialect = Dialects.Standard,
                Scope = "openid email profile",
                CreatedAt = now,
                ExpiresAt = now.AddMinutes(10),
                Address = "127.0.0.1",
            },
            TestContext.Current.CancellationToken);
        return plain;
    }
}
