using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>
/// Whether a person asked not to be asked for the second factor in this browser. The cookie holds one handle for each person who did, made anew each time, so that nobody knows another's; the database their hashes.
/// </summary>
public sealed class RememberedBrowser(IRememberedDeviceStore devices, StagedoorOptions options, TimeProvider time)
{
    private const int MostPeople = 5, HandleLength = 43;

    private bool Secure => options.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => Secure ? "__Host-stagedoor-device" : "stagedoor-device";

    public async Task<bool> KnowsAsync(HttpContext context, Person person, CancellationToken cancellation)
    {
        foreach (var handle in Handles(context))
        {
            if (await devices.UseAsync(person.Id, OneTimeValue.RememberedDevice.Hash(handle), time.GetUtcNow(), cancellation)) return true;
        }

        return false;
    }

    public async Task RememberAsync(HttpContext context, Person person, CancellationToken cancellation)
    {
        var (handle, now) = (OneTimeValue.New(), time.GetUtcNow());
        var device = new RememberedDevice
        {
            Id = RandomIds.Uuid().ToString("N"),
            PersonId = person.Id,
            Hash = OneTimeValue.RememberedDevice.Hash(handle),
            PersonEpoch = person.Epoch,
            CreatedAt = now,
            ExpiresAt = now + RememberedDevice.Lifetime,
            Address = RemoteAddress.Of(context),
            UserAgent = RemoteBrowser.Of(context),
        };
        await devices.AddAsync(device, cancellation);
        context.Response.Cookies.Append(
            Name,
            string.Join('.', Handles(context).Take(MostPeople - 1).Prepend(handle)),
            new() { HttpOnly = true, Secure = Secure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = RememberedDevice.Lifetime, IsEssential = true });
    }

    private string[] Handles(HttpContext context) =>
        context.Request.Cookies[Name] is { Length: > 0 and < (HandleLength + 1) * MostPeople } text ? [.. text.Split('.').Where(handle => handle.Length == HandleLength).Take(MostPeople)] : [];
}
