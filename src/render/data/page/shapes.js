// Shapes and dashes for sigma: a kind of node is told by its shape, a status by its line.

const SHAPES = { person: 0, country: 1, organization: 2, summit: 3, event: 4 };

class ShapeProgram extends Sigma.rendering.NodeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: `
        attribute vec4 a_id;
        attribute vec4 a_color;
        attribute vec4 a_border;
        attribute vec2 a_position;
        attribute float a_size;
        attribute float a_shape;
        attribute float a_angle;
        uniform mat3 u_matrix;
        uniform float u_sizeRatio;
        uniform float u_correctionRatio;
        varying vec4 v_color;
        varying vec4 v_border;
        varying vec2 v_offset;
        varying float v_radius;
        varying float v_shape;
        const float bias = 255.0 / 254.0;
        void main() {
          float size = a_size * u_correctionRatio / u_sizeRatio * 6.0;
          v_offset = size * vec2(cos(a_angle), sin(a_angle));
          gl_Position = vec4((u_matrix * vec3(a_position + v_offset, 1)).xy, 0, 1);
          v_radius = size / 3.0;
          v_shape = a_shape;
          v_border = a_border;
          v_border.a *= bias;
          #ifdef PICKING_MODE
          v_color = a_id;
          #else
          v_color = a_color;
          #endif
          v_color.a *= bias;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color;
        varying vec4 v_border;
        varying vec2 v_offset;
        varying float v_radius;
        varying float v_shape;
        uniform float u_correctionRatio;
        float reach(vec2 at) {
          vec2 side = abs(at);
          if (v_shape < 0.5) return length(at);
          if (v_shape < 1.5) return max(side.x, side.y) * 1.12;
          if (v_shape < 2.5) return max(side.x * 0.866 + side.y * 0.5, side.y) * 1.05;
          if (v_shape < 3.5) return (side.x + side.y) * 0.85;
          return length(at) * 1.6;
        }
        void main() {
          float soft = u_correctionRatio * 2.0;
          float far = reach(v_offset) - v_radius;
          #ifdef PICKING_MODE
          if (far > 0.0) discard;
          gl_FragColor = v_color;
          #else
          float line = max(v_radius * 0.16, soft * 1.2);
          vec4 inner = mix(v_color, v_border, smoothstep(-line - soft, -line, far));
          gl_FragColor = mix(inner, vec4(0.0), smoothstep(-soft, 0.0, far));
          #endif
        }`,
      METHOD: WebGLRenderingContext.TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_border", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id, start, node) {
    const values = this.array;
    values[start++] = node.x;
    values[start++] = node.y;
    values[start++] = node.size;
    values[start++] = SHAPES[node.kind];
    values[start++] = Sigma.utils.floatColor(node.color);
    values[start++] = Sigma.utils.floatColor(node.border);
    values[start++] = id;
  }

  setUniforms({ sizeRatio, correctionRatio, matrix }, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}

// A line of dashes so many pixels long, with gaps between.
function dashes(dash, gap) {
  return class extends Sigma.rendering.EdgeRectangleProgram {
    getDefinition() {
      const plain = super.getDefinition();
      return {
        ...plain,
        VERTEX_SHADER_SOURCE: plain.VERTEX_SHADER_SOURCE.replace(
          "void main() {",
          `varying float v_along;
           void main() {
             v_along = a_positionCoef * length(a_positionEnd - a_positionStart) * u_sizeRatio / u_correctionRatio / 2.0;`,
        ),
        FRAGMENT_SHADER_SOURCE: plain.FRAGMENT_SHADER_SOURCE.replace(
          "void main(void) {",
          `varying float v_along;
           void main(void) {
             #ifndef PICKING_MODE
             if (mod(v_along, ${(dash + gap).toFixed(1)}) > ${dash.toFixed(1)}) discard;
             #endif`,
        ),
      };
    }
  };
}

const headed = (line) =>
  Sigma.rendering.createEdgeCompoundProgram([line, Sigma.rendering.EdgeArrowHeadProgram]);

const dashed = dashes(7, 5);
const dotted = dashes(2, 4);
const EDGE_PROGRAMS = {
  line: Sigma.rendering.EdgeRectangleProgram,
  arrow: Sigma.rendering.EdgeArrowProgram,
  dashed,
  dotted,
  "dashed-arrow": headed(dashed),
  "dotted-arrow": headed(dotted),
};
