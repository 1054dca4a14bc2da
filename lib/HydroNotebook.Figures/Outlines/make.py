"""Simplifies the outlines of the land to some hundred points.

usage: python3 make.py FOLDER_WITH_TOPOJSON OUT
FOLDER_WITH_TOPOJSON holds us-states-10m.json (us-atlas 3.0.1) and world-land-50m.json (world-atlas 2.0.2).
Each line of OUT: name, then longitude and latitude of the points in hundredths of a degree, the first absolute, the others as steps.
"""
import json
import math
import sys

NOT_CONUS = {"02", "15", "60", "66", "69", "72", "78"}


def decode(topology):
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x += dx
            y += dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def rings(geometry):
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon
    for child in geometry.get("geometries", []):
        yield from rings(child)


def outlines(topology, arcs):
    """Rings as lines, cut where they cross the 180th meridian."""
    found = []
    for geometry in topology["objects"].values():
        for ring in rings(geometry):
            points = []
            for arc in ring:
                piece = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
                points += piece[1:] if points else piece
            start = 0
            for k in range(1, len(points) + 1):
                if k == len(points) or abs(points[k][0] - points[k - 1][0]) > 180:
                    found.append(points[start:k])
                    start = k
    return [line for line in found if len(line) > 3]


def stitch(pieces):
    """Joins arcs that share an end into lines, closed where they close."""
    lines = [list(piece) for piece in pieces]
    joined = True
    while joined:
        joined = False
        for i in range(len(lines)):
            if lines[i] is None or lines[i][0] == lines[i][-1]:
                continue
            for j in range(len(lines)):
                if i == j or lines[j] is None or lines[j][0] == lines[j][-1]:
                    continue
                a, b = lines[i], lines[j]
                if a[-1] == b[0]:
                    merged = a + b[1:]
                elif a[-1] == b[-1]:
                    merged = a + b[::-1][1:]
                elif a[0] == b[-1]:
                    merged = b + a[1:]
                elif a[0] == b[0]:
                    merged = a[::-1] + b[1:]
                else:
                    continue
                lines[i], lines[j] = merged, None
                joined = True
    return [line for line in lines if line is not None]


def simplify(points, tolerance):
    """Ramer, Douglas and Peucker; degrees of longitude shortened by the latitude."""
    if points[0] == points[-1] and len(points) > 4:
        far = max(range(len(points)), key=lambda k: math.dist(points[0], points[k]))
        return simplify(points[:far + 1], tolerance) + simplify(points[far:], tolerance)[1:]
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        shrink = math.cos(math.radians(points[first][1]))
        ax, ay = points[first][0] * shrink, points[first][1]
        bx, by = points[last][0] * shrink, points[last][1]
        length = math.hypot(bx - ax, by - ay)
        worst, at = tolerance, None
        for k in range(first + 1, last):
            px, py = points[k][0] * shrink, points[k][1]
            t = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length ** 2))
            distance = math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))
            if distance > worst:
                worst, at = distance, k
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[k] for k in sorted(keep)]


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def write(out, name, lines):
    count = 0
    for line in lines:
        x = y = 0
        steps = []
        for px, py in line:
            qx, qy = round(px * 100), round(py * 100)
            if steps and (qx, qy) == (x, y):
                continue
            steps.append(f"{qx - x},{qy - y}")
            x, y = qx, qy
        if len(steps) > 1:
            count += len(steps)
            out.write(name + " " + " ".join(steps) + "\n")
    print(name, count, "points")


def box(lines, west, south, east, north):
    return [line for line in lines if all(west <= x <= east and south <= y <= north for x, y in line)]


def main(folder, path):
    states = json.load(open(f"{folder}/us-states-10m.json"))
    arcs = decode(states)
    uses = {}
    for state in states["objects"]["states"]["geometries"]:
        if state["id"] not in NOT_CONUS:
            for ring in rings(state):
                for arc in ring:
                    key = arc if arc >= 0 else ~arc
                    uses[key] = uses.get(key, 0) + 1
    coast = [line for line in stitch(arcs[k] for k, n in uses.items() if n == 1) if area(line) > 0.05]
    borders = stitch(arcs[k] for k, n in uses.items() if n == 2)

    world = json.load(open(f"{folder}/world-land-50m.json"))
    land = outlines(world, decode(world))
    isles = box(land, -11.5, 49, 2.5, 61)
    with open(path, "w", newline="\n") as out:
        write(out, "conus", [simplify(line, 0.12) for line in coast])
        write(out, "states", [simplify(line, 0.15) for line in borders])
        write(out, "isles", [simplify(line, 0.05) for line in isles if area(line) > 0.05])
        write(out, "world", [simplify(line, 0.6) for line in land if area(line) > 3])


main(*sys.argv[1:])
